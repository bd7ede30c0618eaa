"""The tables of money: what submitted gigs hold of budgets, and which shares of a budget were told."""

from sqlalchemy import Column, Date, Index, Integer, String, Table

from store.rows import Moment, key, metadata

commitment = Table(
    "commitment",
    metadata,
    key("tenant"),
    key("number", Integer),
    Column("requester", String, nullable=False),
    Column("cost_centre", String, nullable=False),
    Column("purchase_order", String, nullable=False),
    Column("amount", String, nullable=False),
    Column("currency", String, nullable=False),
    Column("starts", Date, nullable=False),
    Column("at", Moment, nullable=False),
    Index(
        "commitment_cost_centre_sums_ix", "tenant", "cost_centre", "currency", "starts", "number", "amount"
    ),
    Index(
        "commitment_purchase_order_sums_ix",
        "tenant",
        "purchase_order",
        "currency",
        "starts",
        "number",
        "amount",
    ),
    Index("commitment_requester_sums_ix", "tenant", "requester", "currency", "at", "number", "amount"),
)

budget_mark = Table(
    "budget_mark",
    metadata,
    key("tenant"),
    key("budget"),
    Column("percent", Integer, nullable=False),
)
