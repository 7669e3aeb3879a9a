"""A LINE platform for tests and the drill: its API, its webhooks, its phones, and its bad days.

    platform = Platform(secret="…", token="…", now=clock)
    async with serving(create(platform)) as url:          # url is the assistant's SAHAYAK_LINE_API
        phone = Phone(platform, sender, name="มานี")
        await phone.text("สินเชื่อ")
        platform.said_to(phone.user)                      # what the person sees, in order

Written from LINE's OpenAPI (line/line-openapi, Apache-2.0) and its documentation; what neither says is marked.
"""

from bot.drill.line_fake.api import create
from bot.drill.line_fake.faults import Faults
from bot.drill.line_fake.phones import Phone
from bot.drill.line_fake.platform import Platform
from bot.drill.line_fake.sender import Sender

__all__ = ["Faults", "Phone", "Platform", "Sender", "create"]
