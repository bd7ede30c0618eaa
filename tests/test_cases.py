import pytest

from tests.support.cases import every_case


def numbers(*given):
    with every_case() as case:
        for number in given:
            with case(f"number {number}"):
                assert number < 3
                if number == 0:
                    raise ValueError("none")
                if number == 1:
                    with pytest.raises(ValueError, match="one"):
                        pass


def test_every_case_is_tried_and_each_that_failed_is_named():
    with pytest.raises(pytest.fail.Exception) as failed:
        numbers(4, 2, 0, 1, 5)
    lines = str(failed.value).splitlines()
    assert lines[0] == "4 of 5 cases failed:"
    assert [line.partition(":")[0] for line in lines if line.startswith("number")] == [
        "number 4",
        "number 0",
        "number 1",
        "number 5",
    ]
    assert "assert 4 < 3" in lines[1]


def test_nothing_is_said_when_all_cases_are_fine():
    numbers(2)


def test_no_case_at_all_is_no_success():
    with pytest.raises(pytest.fail.Exception, match="no case"):
        numbers()
