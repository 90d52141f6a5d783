"""A town on each database, as the commands' tests have it."""

from tests.commands.conftest import town as town
