import type { knobsEn } from "../en/knobs.ts";
import type { Words } from "../en/words.ts";

export const knobsZh: Words<typeof knobsEn> = {
  size: { name: "尺寸", help: "大模型在训练时的尺寸下画得最好，差太远会出现重复的人和物。" },
  passes: { name: "做什么", help: "把图画一次、向外扩展，或者画好几次。" },
  soft: { name: "柔和重绘", help: "按蒙版的灰度混合新旧画面。请把蒙版模糊调大，16 以上为宜。" },
};
