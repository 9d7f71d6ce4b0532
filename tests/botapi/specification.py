"""What a valid request and a valid answer look like: Bot API 10.3 as aiogram types it.

The models are read, not run: validation by pydantic lets unknown fields pass, and takes time
exponential in the depth of a rich text, whose union of 28 types it tries at every level.
"""

import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

import aiogram.methods
import aiogram.types
from aiogram.client.default import Default
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from typing_extensions import TypeAliasType

from tests.botapi.refusal import Refusal, bad_request

Json: TypeAlias = dict[str, Any]
Method: TypeAlias = type[aiogram.methods.TelegramMethod[Any]]


@dataclass(frozen=True)
class Upload:
    """A file of a multipart request."""

    filename: str
    content: bytes


class MismatchError(ValueError):
    """A value that the specification does not allow; says where and why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


_METHODS: Mapping[str, Method] = {
    name.lower(): getattr(aiogram.methods, name)
    for name in aiogram.methods.__all__
    if name not in {"Request", "Response", "TelegramMethod"}
}
_SCALARS = {bool: "true or false", int: "an integer", float: "a number", str: "a string"}


def method_named(name: str) -> Method:
    """Return the specification of a method; names are case-insensitive, as on the real server.

    Raises:
        Refusal: 404, there is no such method.
    """
    if name.lower() not in _METHODS:
        raise Refusal(404, "Not Found")
    return _METHODS[name.lower()]


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields by their name on the wire, without those the documentation has dropped."""
    return {
        field.alias or name: field
        for name, field in model.model_fields.items()
        if not (
            isinstance(field.json_schema_extra, dict) and "deprecated" in field.json_schema_extra
        )
    }


def check_request(method: Method, parameters: Json) -> None:
    """Check the parameters of a call.

    Raises:
        Refusal: 400, the description names the parameter or the nested field that is wrong.
    """
    try:
        _check_object(parameters, method, method.__api_method__)
    except MismatchError as error:
        raise bad_request(str(error)) from error


def check_result(method: Method, result: object) -> None:
    """Check what the double is about to answer: a double that lies proves nothing.

    Raises:
        MismatchError: the answer is none that Telegram could give.
    """
    _check(result, method.__returning__, f"result of {method.__api_method__}")


def check_update(update: Json) -> None:
    """Check an update before the bot gets it.

    Raises:
        MismatchError: the update is none that Telegram could send.
    """
    _check_object(update, aiogram.types.Update, "update")


def alternatives(annotation: Any) -> tuple[Any, ...]:
    """Return what an annotation allows, one type each, without None and aiogram's defaults."""
    if isinstance(annotation, str):
        annotation = getattr(aiogram.types, annotation)
    if isinstance(annotation, TypeAliasType):
        return alternatives(annotation.__value__)
    origin = get_origin(annotation)
    if origin is Annotated:
        return alternatives(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return tuple(one for option in get_args(annotation) for one in alternatives(option))
    return () if annotation in (types.NoneType, Default) else (annotation,)


def _check(value: object, annotation: Any, path: str) -> None:
    options = alternatives(annotation)
    if isinstance(value, dict):
        _check_object(value, _model_for(value, options, path), path)
    elif isinstance(value, list):
        _check_list(value, options, path)
    elif not any(_is_scalar(value, option) for option in options):
        raise MismatchError(path, f"{value!r} is not {_names(options)}")


def _check_list(value: list[Any], options: tuple[Any, ...], path: str) -> None:
    items = [get_args(option)[0] for option in options if get_origin(option) is list]
    if not items:
        raise MismatchError(path, f"a list is not {_names(options)}")
    for index, item in enumerate(value):
        _check(item, items[0], f"{path}[{index}]")


def _check_object(value: Json, model: type[BaseModel], path: str) -> None:
    fields = fields_of(model)
    for name in value:
        if name not in fields:
            raise MismatchError(f"{path}.{name}", f"unknown field of {model.__name__}")
    for name, field in fields.items():
        if name in value:
            _check(value[name], field.annotation, f"{path}.{name}")
        elif field.is_required() or _discriminates(field):
            raise MismatchError(f"{path}.{name}", f"missing field of {model.__name__}")


def _model_for(value: Json, options: tuple[Any, ...], path: str) -> type[BaseModel]:
    """Choose the model of a union that the object is meant to be."""
    models = [
        option for option in options if isinstance(option, type) and issubclass(option, BaseModel)
    ]
    if not models:
        raise MismatchError(path, f"an object is not {_names(options)}")
    fitting = [model for model in models if _has_tags_of(value, model)]
    if not fitting:
        tags = {name: value[name] for name in ("type", "status", "source") if name in value}
        raise MismatchError(path, f"{tags} is none of {_names(tuple(models))}")
    return max(fitting, key=lambda model: _likeness(value, model))


def _has_tags_of(value: Json, model: type[BaseModel]) -> bool:
    return all(
        value.get(name) in get_args(field.annotation)
        for name, field in fields_of(model).items()
        if _discriminates(field)
    )


def _likeness(value: Json, model: type[BaseModel]) -> tuple[int, int]:
    fields = fields_of(model)
    missing = sum(field.is_required() for name, field in fields.items() if name not in value)
    return len(value.keys() & fields.keys()), -missing


def _discriminates(field: FieldInfo) -> bool:
    return get_origin(field.annotation) is Literal


def _is_scalar(value: object, option: Any) -> bool:
    if get_origin(option) is Literal:
        return value in get_args(option)
    if option in (datetime, timedelta):
        option = int
    if option is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if option is aiogram.types.InputFile:
        return isinstance(value, Upload)
    return type(value) is option


def _names(options: tuple[Any, ...]) -> str:
    return " or ".join(
        _SCALARS.get(option, getattr(option, "__name__", str(option))) for option in options
    )
