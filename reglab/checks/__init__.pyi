from reglab.checks.model.registry import names as names
from reglab.checks.model.registry import points as points
from reglab.checks.notebook import CheckFailed as CheckFailed
from reglab.checks.notebook import check as check
from reglab.checks.notebook import example as example
from reglab.checks.notebook import grade as grade
from reglab.checks.notebook import predict as predict
from reglab.checks.notebook import reveal as reveal
