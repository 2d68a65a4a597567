"""The exercises of the course: a folder for each lesson, a file for each exercise.

The lessons of other courses are imported from here, too: see `reglab._lesson_folders`.
"""

from reglab._lesson_folders import lesson_folders

__path__ += lesson_folders()
