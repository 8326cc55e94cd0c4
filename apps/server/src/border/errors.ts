import { type Bytes, defineErrors, printBytes, type Reason } from "@danfang/domain";

/** Problems that only a server can have. */
export const serverErrors = defineErrors("server", {
  notFound: (d: { what: string }) => ({
    en: {
      message: `There is no ${d.what} here.`,
      hint: "It may have been removed; /docs lists what can be asked for.",
    },
    zh: { message: `这里没有 ${d.what}。`, hint: "可能已经移除。" },
  }),
  badRequest: (d: { where: string; issues: readonly { path: string; message: string }[] }) => ({
    en: {
      message: `The ${d.where} is not what was expected: ${d.issues.map((i) => `${i.path || "it"}: ${i.message}`).join("; ") || "—"}.`,
      hint: "/docs shows every field with its limits.",
    },
    zh: { message: "提交的内容不符合要求。", hint: "检查各项参数是否在允许的范围内。" },
  }),
  notJson: (d: { contentType: string }) => ({
    en: {
      message: d.contentType === "" ? "The body is not JSON." : `The body is ${d.contentType}, not JSON.`,
      hint: "Send JSON with the header Content-Type: application/json.",
    },
    zh: { message: "请求的内容不是 JSON。", hint: "请发送 JSON，并带上 Content-Type: application/json。" },
  }),
  tooLarge: (d: { limit: Bytes }) => ({
    en: {
      message: `The request's body exceeds ${printBytes(d.limit)}.`,
      hint: "Send a smaller picture, or a shorter text.",
    },
    zh: { message: "内容太大，无法提交。", hint: "换一张小一些的图片，或缩短文字。" },
  }),
  textTooLong: (d: { field: string; most: number }) => ({
    en: { message: `${d.field} is longer than ${d.most} characters.`, hint: "Shorten it." },
    zh: { message: `${d.field} 超过了 ${d.most} 个字符。`, hint: "请缩短一些。" },
  }),
  tooNested: (d: { most: number }) => ({
    en: {
      message: `The body is nested deeper than ${d.most} levels.`,
      hint: "No request needs to be; /docs shows every field.",
    },
    zh: { message: `提交的内容嵌套超过了 ${d.most} 层。`, hint: "这里没有哪一项需要嵌套这么深。" },
  }),
  tooManyValues: (d: { most: number }) => ({
    en: { message: `The body has more than ${d.most} values.`, hint: "Send several smaller requests." },
    zh: { message: `提交的内容超过了 ${d.most} 个值。`, hint: "请分成几次提交。" },
  }),
  readingTooLong: (_: Record<string, never>) => ({
    en: { message: "Reading this text took too long, and was given up.", hint: "Send less of it." },
    zh: { message: "这段文字读得太久，已经放弃。", hint: "请缩短一些再试。" },
  }),
  foreignHost: (d: { host: string }) => ({
    en: {
      message: `This studio does not answer to the name ${d.host}.`,
      hint: "Open it by its address: localhost, or the IP address that it printed when it started.",
    },
    zh: { message: `这个工作台不认 ${d.host} 这个名字。`, hint: "请用它启动时显示的地址打开：localhost 或 IP 地址。" },
  }),
  foreignOrigin: (d: { origin: string }) => ({
    en: {
      message: `Pages of ${d.origin} may not use this studio.`,
      hint: "Use the studio's own page, or a program outside a browser.",
    },
    zh: { message: `${d.origin} 的网页不能使用这个工作台。`, hint: "请用工作台自己的页面，或浏览器以外的程序。" },
  }),
  unauthorised: (_: Record<string, never>) => ({
    en: {
      message: "Incorrect username or password",
      hint: "Give the name and password that the studio was started with.",
    },
    zh: { message: "用户名或密码不对。", hint: "请用启动工作台时设定的用户名和密码。" },
  }),
  tooManyGuesses: (d: { seconds: number }) => ({
    en: { message: "Too many wrong passwords came from your address.", hint: `Try again in ${d.seconds} seconds.` },
    zh: { message: "你的地址输错密码的次数太多了。", hint: `请在 ${d.seconds} 秒后再试。` },
  }),
  needsAuth: (d: { host: string }) => ({
    en: {
      message: `${d.host} lets other machines in, but no password is set.`,
      hint: "Set a password, or stay on this machine.",
    },
    zh: {
      message: `${d.host} 会让别的机器也能连上，但没有设密码。`,
      hint: "请设一个密码，或者只在本机使用。",
    },
    do: "setPassword",
  }),
  badOrigin: (d: { origin: string }) => ({
    en: {
      message: `"${d.origin}" is not the origin of a web page.`,
      hint: "Write scheme, name and port, such as http://localhost:5001; several are separated by commas, * is every page.",
    },
    zh: {
      message: `「${d.origin}」不是可以放行的网页来源。`,
      hint: "要写协议、主机名和端口，例如 http://localhost:5001；有几个就用逗号隔开，* 表示所有网页。",
    },
  }),
  badAuth: (_: Record<string, never>) => ({
    en: {
      message: "The name and password that were set are not of the form USER:PASSWORD.",
      hint: "Write anna:secret; several are separated by commas, or written on lines of their own in the file.",
    },
    zh: {
      message: "设置的用户名和密码要写成 USER:PASSWORD。",
      hint: "例如 anna:secret；有几个就用逗号隔开，在文件里也可以每行写一个。",
    },
  }),
  portTaken: (d: { host: string; port: number; free: number | undefined }) => ({
    en: {
      message: `Port ${d.port} of ${d.host} is taken: perhaps a studio runs there already.`,
      hint: d.free === undefined ? "Choose another port." : `Port ${d.free} is free.`,
    },
    zh: {
      message: `${d.host} 的端口 ${d.port} 被占用了：也许工作台已经在运行。`,
      hint: d.free !== undefined && d.free !== undefined ? `端口 ${d.free} 是空的。` : "请换一个端口。",
    },
    do: "choosePort",
  }),
  cannotListen: (d: { host: string; port: number; reason: Reason }) => ({
    en: {
      message: `The studio cannot listen on ${d.host}, port ${d.port}: ${d.reason.en}.`,
      hint: "Choose another address or port.",
    },
    zh: { message: `没法在 ${d.host} 的端口 ${d.port} 上打开工作台：${d.reason.zh}。`, hint: "请换一个地址或端口。" },
    do: "chooseAddress",
  }),
});
