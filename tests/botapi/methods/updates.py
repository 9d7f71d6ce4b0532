"""Methods by which the bot gets its updates: polling, or a webhook."""

import re

from tests.botapi.refusal import bad_request
from tests.botapi.specification import Json
from tests.botapi.webhook import Webhook
from tests.botapi.world import World

UPDATES_AT_ONCE = 100
CONNECTIONS = range(1, 101)

_LOOPBACK = re.compile(r"http://(127\.0\.0\.1|localhost)[:/]")
_SECRET_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,256}")


async def get_updates(world: World, call: Json) -> list[Json]:
    limit = min(max(call.get("limit", UPDATES_AT_ONCE), 1), UPDATES_AT_ONCE)
    world.updates.allow(call.get("allowed_updates"))
    return await world.updates.poll(call.get("offset", 0), limit, call.get("timeout", 0))


async def set_webhook(world: World, call: Json) -> bool:
    """Set a webhook on this machine; the real server takes https only, and from anywhere."""
    if not call["url"]:
        return await delete_webhook(world, call)
    if not _LOOPBACK.match(call["url"]):
        raise bad_request("bad webhook: the test double delivers to http://127.0.0.1 only")
    if not _SECRET_TOKEN.fullmatch(call.get("secret_token", "-")):
        raise bad_request("secret token contains unallowed characters")
    connections = call.get("max_connections", 40)
    if connections not in CONNECTIONS:
        raise bad_request("max_connections must be 1-100")
    await delete_webhook(world, call)
    world.updates.allow(call.get("allowed_updates"))
    world.updates.has_webhook = True
    world.updates.stop_polling()
    world.webhook = Webhook(world.updates, call["url"], call.get("secret_token"), connections)
    world.webhook.start()
    return True


async def delete_webhook(world: World, call: Json) -> bool:
    if world.webhook:
        await world.webhook.stop()
    world.webhook = None
    world.updates.has_webhook = False
    if call.get("drop_pending_updates"):
        world.updates.pending.clear()
    return True


async def get_webhook_info(world: World, _: Json) -> Json:
    info: Json = {
        "url": world.webhook.url if world.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }
    if world.webhook:
        info["max_connections"] = world.webhook.max_connections
    if world.webhook and world.webhook.last_error:
        info["last_error_message"] = world.webhook.last_error
    return info


HANDLERS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
