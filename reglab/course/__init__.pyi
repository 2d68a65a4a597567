from reglab.course.builder import BuildResult as BuildResult
from reglab.course.builder import build as build
from reglab.course.errors import CourseError as CourseError
from reglab.course.lessons import Lesson as Lesson
from reglab.course.lessons import find_lessons as find_lessons
from reglab.course.lessons import find_root as find_root
