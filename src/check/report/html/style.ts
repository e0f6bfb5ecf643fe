/** How a page looks: calm, by day and by night, from 320 pixels of width on. */
export const style = `
:root { color-scheme: light dark; --ground: #f6f6f3; --card: #fff; --ink: #20242b; --soft: #656b75; --line: #e4e4de;
  --code: #f3f3ef; --link: #23579f; --good: #1d7446; --good-ground: #e6f3eb; --bad: #b0281f; --bad-ground: #fbe9e7;
  --note: #865600; --note-ground: #faefd9; }
@media (prefers-color-scheme: dark) { :root { --ground: #15171b; --card: #1c1f24; --ink: #e3e5e8; --soft: #9aa1ab;
  --line: #2e323a; --code: #14161a; --link: #8ab4f0; --good: #6fcb98; --good-ground: #193226; --bad: #f08c82;
  --bad-ground: #3b201f; --note: #e3b562; --note-ground: #372b15; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI",
  "Noto Sans", "PingFang SC", "Microsoft YaHei", sans-serif; overflow-wrap: anywhere; }
main { max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
main + main { border-top: 1px solid var(--line); }
h1 { font-size: 1.15rem; font-weight: 600; margin: 0 0 .75rem; color: var(--soft); }
h2 { font-size: 1.3rem; margin: 3rem 0 .75rem; }
h3 { font-size: 1.02rem; margin: 1.5rem 0 .5rem; line-height: 1.4; }
h4 { font-size: .8rem; font-weight: 600; color: var(--soft); margin: 1rem 0 .3rem; }
p { margin: .35rem 0; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
pre, .id { font: .84rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; }
pre { margin: 0; padding: .6rem .75rem; background: var(--code); border: 1px solid var(--line); border-radius: 6px;
  white-space: pre-wrap; max-height: 24rem; overflow: auto; }
ul, ol { padding-left: 1.2rem; margin: .35rem 0; }
summary { cursor: pointer; }
[hidden] { display: none !important; }
:target { outline: 2px solid var(--link); outline-offset: 2px; }
.soft, cite { color: var(--soft); font-size: .88rem; font-style: normal; }
header, .finding, .rows, .case { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
header { padding: 1.5rem 1.75rem 0; }
.verdict { font-size: 1.75rem; font-weight: 650; line-height: 1.25; letter-spacing: -.01em; margin: 0 0 1.1rem; display: flex;
  gap: .7rem; align-items: flex-start; }
.mark { flex: none; width: 2.1rem; height: 2.1rem; border-radius: 50%; display: grid; place-items: center; font-size: 1.1rem;
  background: var(--note-ground); color: var(--note); }
header.untried .verdict { font-size: 1.25rem; }
header.kept .mark { background: var(--good-ground); color: var(--good); }
header.broken .mark { background: var(--bad-ground); color: var(--bad); }
.meter { height: 6px; border-radius: 3px; background: var(--line); overflow: hidden; }
.meter i { display: block; height: 100%; background: var(--soft); }
dl { margin: 1.1rem 0; display: grid; gap: .3rem; }
dl div { display: grid; grid-template-columns: 7.5rem 1fr; gap: 1rem; }
dt { color: var(--soft); }
dd { margin: 0; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; border-top: 1px solid var(--line); padding: .8rem 0; }
nav a { text-decoration: none; font-weight: 500; }
.finding { padding: 1.1rem 1.4rem 1.2rem; margin: 1rem 0; border-left: 4px solid var(--note); }
.finding.broken { border-left-color: var(--bad); }
.finding.accepted { border-left-color: var(--line); }
.finding h3 { margin: .5rem 0 .75rem; font-size: 1.12rem; }
.finding > details { margin-top: .9rem; }
.over { display: flex; gap: .75rem; align-items: baseline; margin: 0; }
.state { flex: none; font-size: .78rem; font-weight: 600; padding: .1rem .55rem; border-radius: 99px; white-space: nowrap;
  height: fit-content; background: var(--code); color: var(--soft); }
.state.kept, .state.checked { background: var(--good-ground); color: var(--good); }
.state.broken { background: var(--bad-ground); color: var(--bad); }
.state.noted, .state.unguarded, .state.inconclusive, .state.skipped { background: var(--note-ground); color: var(--note); }
blockquote { margin: .4rem 0; padding: .1rem 0 .1rem .85rem; border-left: 2px solid var(--line); }
cite { display: block; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
.pair pre { border-left: 3px solid var(--good); }
.pair .came pre { border-left-color: var(--bad); }
.command { position: relative; }
.command pre { padding-right: 4.5rem; }
button, input { font: inherit; font-size: .85rem; color: inherit; background: var(--card); border: 1px solid var(--line);
  border-radius: 99px; padding: .2rem .75rem; }
button { cursor: pointer; }
button:hover { border-color: var(--soft); }
button[aria-pressed="true"] { background: var(--ink); color: var(--card); border-color: var(--ink); }
.copy { position: absolute; top: .45rem; right: .45rem; padding: .05rem .6rem; font-size: .78rem; }
.links { font-size: .92rem; }
.links p { margin: .1rem 0; }
.rest summary { color: var(--soft); font-size: .88rem; }
.observed { margin-top: 1rem; }
.filters { display: flex; flex-wrap: wrap; gap: .4rem; margin: .75rem 0 1rem; }
.filters input { flex: 1 1 9rem; min-width: 0; }
.group:not(:has([data-state]:not([hidden]))) { display: none; }
.rows { list-style: none; padding: 0; }
.rows li[id] { display: grid; grid-template-columns: 3rem 1fr auto; gap: .75rem; padding: .6rem 1rem; }
.rows li[id] + li { border-top: 1px solid var(--line); }
.rows p { margin: 0; }
.id { color: var(--soft); }
.level { color: var(--soft); font-size: .76rem; border: 1px solid var(--line); border-radius: 4px; padding: 0 .3rem; }
.says summary { color: var(--soft); font-size: .85rem; }
.items { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr));
  gap: .15rem 1.5rem; font-size: .92rem; }
.seen { color: var(--good); }
.unseen { color: var(--note); }
.case { margin: .4rem 0; padding: .5rem 1rem; content-visibility: auto; contain-intrinsic-size: auto 2.6rem; }
summary > .title::before { content: "▸"; color: var(--soft); margin-right: .5rem; }
.case[open] > summary > .title::before { content: "▾"; }
.case > summary { display: flex; gap: .75rem; justify-content: space-between; }
.case[open] { padding-bottom: 1rem; }
.exchanges > li { margin: 1rem 0; }
.exchanges > li::marker { color: var(--soft); font-size: .85rem; }
.reply { border-left: 2px solid var(--line); padding-left: .85rem; margin-top: .6rem; }
.reply summary { color: var(--soft); font-size: .85rem; }
.reply pre { margin-top: .3rem; }
@media (max-width: 40rem) {
  main { padding: .75rem .75rem 3rem; }
  header { padding: 1.1rem 1.1rem 0; }
  .verdict { font-size: 1.4rem; }
  dl div { grid-template-columns: 1fr; gap: 0; }
  dl { gap: .6rem; }
  .finding { padding: .9rem 1rem 1rem; }
  .pair { grid-template-columns: 1fr; gap: 0; }
  .rows li[id] { grid-template-columns: 1fr auto; gap: .3rem .75rem; }
  .rows .says { grid-column: 1 / -1; order: 3; }
  .items { grid-template-columns: 1fr; }
  .exchanges { padding-left: 1rem; }
}
`;
