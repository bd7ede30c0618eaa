"""Runs migrations on the connection that `store.migrate` hands over, inside its transaction."""

from alembic import context

from store.rows import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
