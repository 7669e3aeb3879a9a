"""People with roles, their linked accounts, what they did."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    pass
