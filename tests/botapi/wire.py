"""From an HTTP request to the parameters of a method: JSON, urlencoded or multipart."""

import json
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

from tests.botapi.refusal import bad_request
from tests.botapi.specification import Json, Method, Upload, alternatives, fields_of

_ATTACH = "attach://"


async def parameters_of(request: web.Request, method: Method) -> Json:
    """Read the parameters of a call; files stand where they were attached, as uploads.

    Raises:
        Refusal: 400, the body cannot be read, or a file is sent that no parameter mentions.
    """
    if request.content_type == "application/json":
        return _json_object(await request.text())
    parameters: Json = {}
    files: dict[str, Upload] = {}
    for name, value in {**request.query, **await request.post()}.items():
        if not isinstance(value, FileField):
            parameters[name] = _from_form(str(value), method, name)
        elif name in fields_of(method):
            parameters[name] = _upload(value)
        else:
            files[name] = _upload(value)
    attached = {name: _attach(value, files) for name, value in parameters.items()}
    if files:
        raise bad_request(f"{method.__api_method__}: nothing attaches the files {sorted(files)}")
    return attached


def _json_object(body: str) -> Json:
    try:
        parameters = json.loads(body or "{}")
    except ValueError as error:
        raise bad_request("can't parse the request as JSON") from error
    if not isinstance(parameters, dict):
        raise bad_request("the request must be a JSON object")
    return parameters


def _from_form(value: str, method: Method, name: str) -> Any:
    """Read one field of a form: what is not meant to be a string is JSON."""
    field = fields_of(method).get(name)
    options = alternatives(field.annotation) if field else (str,)
    if str in options and int not in options:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _upload(field: FileField) -> Upload:
    with field.file as file:
        return Upload(field.filename, file.read())


def _attach(value: Any, files: dict[str, Upload]) -> Any:
    """Put every file in the place of the ``attach://name`` that mentions it, and off the pile."""
    if isinstance(value, dict):
        return {name: _attach(item, files) for name, item in value.items()}
    if isinstance(value, list):
        return [_attach(item, files) for item in value]
    if isinstance(value, str) and value.startswith(_ATTACH):
        return files.pop(value.removeprefix(_ATTACH), value)
    return value
