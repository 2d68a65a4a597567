from reglab.grading.report.write import write_report as write_report
