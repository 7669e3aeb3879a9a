"""Rasa's action endpoint inside the app process: rasa_sdk's executor behind one loopback route with a secret."""

from __future__ import annotations

import hmac
import json
import zlib
from collections.abc import Sequence

from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionMissingDomainException, ActionNotFoundException
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

SECRET_HEADER = "x-action-secret"


def app(actions: Sequence[Action], secret: str) -> Starlette:
    """Serves POST /actions as Rasa calls it; 403 without the secret. Bind it to loopback only."""
    executor = ActionExecutor()
    for action in actions:
        executor.register_action(action)

    async def run(request: Request) -> Response:
        # As bytes: compare_digest refuses text that is not ASCII.
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode()):
            return JSONResponse({"error": "forbidden"}, 403)
        body = await request.body()
        if request.headers.get("content-encoding") == "deflate":
            body = zlib.decompress(body)
        call = json.loads(body)
        try:
            result = await executor.run(call)
        except ActionExecutionRejection as refusal:
            return JSONResponse({"error": refusal.message, "action_name": refusal.action_name}, 400)
        except (ActionNotFoundException, ActionMissingDomainException) as problem:
            return JSONResponse({"error": str(problem), "action_name": call.get("next_action")}, 404)
        return JSONResponse(result.model_dump() if result else None)

    return Starlette(routes=[Route("/actions", run, methods=["POST"])])
