"""Questions in wrapping, slang and office prose: what they ask stays what it is."""

import pytest

from jiwen.question.courtesy import unwrapped
from jiwen.question.fold import fold

WRAPPED = [
    ("老师您好，请教一下：预算执行率是多少，谢谢！", "预算执行率是多少"),
    ("领导问，步道建了多少公里？", "步道建了多少公里?"),
    ("明天开会要用，哪些指标没完成，谢谢领导", "哪些指标没完成"),
    ("急，急救平均到场时间", "急救平均到场时间"),
    ("卫生应急？急！", "卫生应急"),
    ("麻烦问下二〇二二年体质监测多少人哈", "2022年体质监测多少人"),
    ("麻烦您了，报个数：步道长度", "步道长度"),
    ("请查处率是多少", "请查处率是多少"),
    ("谢谢", "谢谢"),
]


@pytest.mark.parametrize(("text", "core"), WRAPPED)
def test_wrapping_is_taken_off(text: str, core: str) -> None:
    assert unwrapped(fold(text)) == core
