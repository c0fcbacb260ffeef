"""What the person behind a request may do."""

from typing import Any

from fastapi import Depends, HTTPException, Request

from jiwen.access.users import RIGHTS, Right

_NAMES: dict[Right, str] = {"originals": "打开报告原件", "manage": "上传和移除报告"}


def rights_of(request: Request) -> tuple[Right, ...]:
    """All rights where login is off."""
    auth = request.scope.get("auth")
    return RIGHTS if auth is None else tuple(right for right in RIGHTS if right in auth.scopes)


def needs(right: Right) -> Any:
    """A dependency of routes that only those with this right may use (403)."""

    def check(request: Request) -> None:
        if right not in rights_of(request):
            raise HTTPException(403, f"没有“{_NAMES[right]}”的权限，请向管理员申请")

    return Depends(check)
