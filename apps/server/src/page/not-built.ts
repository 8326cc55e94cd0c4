/** What a visitor sees who started the studio before its page was built. */
export const notBuiltPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>丹方 Danfang</title>
<style>
  body { font: 16px/1.6 system-ui, sans-serif; max-width: 38rem; margin: 12vh auto; padding: 0 1.5rem; color-scheme: light dark }
  code { background: color-mix(in srgb, currentColor 12%, transparent); border-radius: .3rem; padding: .1rem .4rem }
</style>
</head>
<body>
<main>
<h1>丹方 Danfang</h1>
<p>The studio is running, but its page has not been built yet. In Danfang's folder, run <code>npm start</code>; it builds
the page and opens it. Programs can use the studio already: <a href="/docs">its API</a>.</p>
<p lang="zh">工作台已经在运行，但页面还没有构建。请在丹方的文件夹里运行 <code>npm start</code>，它会构建并打开页面。
程序现在就可以使用<a href="/docs">接口</a>。</p>
</main>
</body>
</html>
`;
