"""A number of a hundred thousand digits where a version is expected."""


def submission(lesson):
    return '{"nbformat": ' + "9" * 100_000 + ', "cells": []}'


EXPECTED = {"status": "failed"}
