from reglab.grading.forget.run import ELSEWHERE as ELSEWHERE
from reglab.grading.forget.run import Found as Found
from reglab.grading.forget.run import delete as delete
from reglab.grading.forget.run import export as export
from reglab.grading.forget.run import find as find
