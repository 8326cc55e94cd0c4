import type { ProblemWords } from "../problem-words.ts";

/** What only a server can say. */
export const serverProblems: Readonly<Record<string, ProblemWords>> = {
  "server/notFound": { title: "这里没有 {{what}}。", hint: "可能已经移除。" },
  "server/badRequest": { title: "提交的内容不符合要求。", hint: "检查各项参数是否在允许的范围内。" },
  "server/tooLarge": { title: "内容太大，无法提交。", hint: "换一张小一些的图片，或缩短文字。" },
  "server/textTooLong": { title: "{{field}} 超过了 {{most}} 个字符。", hint: "请缩短一些。" },
  "server/tooNested": { title: "提交的内容嵌套超过了 {{most}} 层。", hint: "这里没有哪一项需要嵌套这么深。" },
  "server/tooManyValues": { title: "提交的内容超过了 {{most}} 个值。", hint: "请分成几次提交。" },
  "server/readingTooLong": { title: "这段文字读得太久，已经放弃。", hint: "请缩短一些再试。" },
  "server/unauthorised": { title: "用户名或密码不对。", hint: "请用启动工作台时设定的用户名和密码。" },
  "server/tooManyGuesses": { title: "你的地址输错密码的次数太多了。", hint: "请在 {{seconds}} 秒后再试。" },
  "server/notJson": { title: "请求的内容不是 JSON。", hint: "请发送 JSON，并带上 Content-Type: application/json。" },
  "server/foreignHost": {
    title: "这个工作台不认 {{host}} 这个名字。",
    hint: "请用它启动时显示的地址打开：localhost 或 IP 地址。",
  },
  "server/foreignOrigin": {
    title: "{{origin}} 的网页不能使用这个工作台。",
    hint: "请用工作台自己的页面，或浏览器以外的程序。",
  },
  "server/needsAuth": {
    title: "{{host}} 会让别的机器也能连上，但没有设密码。",
    hint: "加上 --api-auth-file 文件，或 --api-auth 用户名:密码；只在本机用的话，去掉 --host。",
  },
  "server/badAuth": {
    title: "设置的用户名和密码要写成 用户名:密码。",
    hint: "例如 anna:secret；有几个就用逗号隔开，在文件里也可以每行写一个。",
  },
  "server/portTaken": {
    title: "{{host}} 的端口 {{port}} 被占用了：也许工作台已经在运行。",
    hint: ["端口 {{free}} 是空的：--port {{free}}。", "用 --port 换一个端口。"],
  },
  "server/cannotListen": {
    title: "没法在 {{host}} 的端口 {{port}} 上打开工作台：{{reason}}。",
    hint: "换一个 --host 或 --port。",
  },
};
