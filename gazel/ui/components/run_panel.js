/* The live view of one run: follows /api/runs/{run_id}/events and draws what arrives. Text is only ever set as textContent. */

const SVG = 'http://www.w3.org/2000/svg'
const NODE = { w: 140, h: 64 }
const mounted = new WeakMap()

const el = (tag, cls = '', text = '') => {
  const e = document.createElement(tag)
  if (cls) e.className = cls
  if (text !== '') e.textContent = text
  return e
}
const svg = (tag, attrs, text) => {
  const e = document.createElementNS(SVG, tag)
  for (const k in attrs) e.setAttribute(k, attrs[k])
  if (text !== undefined) e.textContent = text
  return e
}
const words = value => typeof value === 'string' ? value : Array.isArray(value) && value.every(v => typeof v !== 'object') ? value.join(', ') : JSON.stringify(value)
const pretty = value => Object.keys(value ?? {}).length ? JSON.stringify(value, null, 2) : '–'
const list = values => {
  const dl = el('dl')
  for (const [k, v] of Object.entries(values)) if (v !== null && words(v) !== '') dl.append(el('dt', '', k), el('dd', '', words(v)))
  return dl
}

function path([x1, y1], [x2, y2]) {
  const { w, h } = NODE, right = Math.sign(x2 - x1), down = Math.sign(y2 - y1)
  if (y1 === y2) return `M${x1 + right * w / 2},${y1}L${x2 - right * (w / 2 + 5)},${y2}`
  if (x1 === x2) return `M${x1 + down * 14},${y1 + down * h / 2}L${x2 + down * 14},${y2 - down * (h / 2 + 5)}`
  const [sx, sy, ex, ey] = [x1 + right * w * 0.32, y1 + down * h / 2, x2 - right * w * 0.2, y2 - down * (h / 2 + 5)]
  return `M${sx},${sy}C${sx},${(sy + ey) / 2} ${ex},${(sy + ey) / 2} ${ex},${ey}`
}

class Graph {
  constructor(root, data, pick) {
    this.root = root
    this.edges = data.edges
    root.replaceChildren()
    root.setAttribute('viewBox', `0 0 ${data.width} ${data.height}`)
    root.setAttribute('aria-label', data.words.title)
    const marker = svg('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 5, refY: 4, markerWidth: 5, markerHeight: 5, orient: 'auto' })
    marker.append(svg('path', { d: 'M0,0L8,4L0,8z' }))
    const defs = svg('defs', {})
    defs.append(marker)
    root.append(defs)
    const at = Object.fromEntries(data.nodes.map(n => [n.id, [n.x, n.y]]))
    for (const [a, b] of data.edges) root.append(svg('path', { class: 'edge', 'data-edge': `${a}>${b}`, d: path(at[a], at[b]), 'marker-end': 'url(#arrow)' }))
    for (const n of data.nodes) root.append(this.node(n, pick))
  }
  node({ id, label, x, y }, pick) {
    const g = svg('g', { class: 'node', 'data-node': id, tabindex: 0, role: 'button', 'aria-label': label })
    g.append(svg('rect', { x: x - NODE.w / 2, y: y - NODE.h / 2, width: NODE.w, height: NODE.h, rx: 16 }),
      svg('text', { class: 'name', x, y: y - 1 }, label), svg('text', { class: 'time', x, y: y + 20 }, id.replace('_', ' ')))
    g.addEventListener('click', () => pick(id))
    g.addEventListener('keydown', e => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); pick(id) } })
    return g
  }
  mark(id, status, time) {
    const g = this.root.querySelector(`[data-node="${id}"]`)
    if (!g) return
    g.classList.remove('running', 'done', 'error')
    g.classList.add(status)
    if (time !== undefined) g.querySelector('.time').textContent = time
  }
  travel(from, to, cls) {
    for (const e of this.root.querySelectorAll('.edge.flowing')) e.setAttribute('class', 'edge passed')
    this.root.querySelector(`[data-edge="${from}>${to}"]`)?.setAttribute('class', `edge ${cls}`)
  }
  settle() {
    for (const e of this.root.querySelectorAll('.edge.flowing')) e.setAttribute('class', 'edge passed')
  }
  picked(id) {
    for (const g of this.root.querySelectorAll('.node')) g.classList.toggle('picked', g.dataset.node === id)
  }
}

class Panel {
  constructor(parent, data) {
    this.$ = s => parent.querySelector(s)
    this.data = data
    this.words = data.words
    this.detail = {}
    this.calls = {}
    this.queue = []
    this.last = null
    this.titles()
    this.graph = new Graph(this.$('.graph'), data, id => this.inspect(id))
    for (const s of ['.tools', '.memories', '.notes']) this.$(s).replaceChildren()
    this.$('.tools').append(el('li', 'empty', this.words.tools_empty))
    this.$('.memories').append(el('li', 'empty', this.words.memories_empty))
    this.$('.conduct').hidden = this.$('.inspect').hidden = true
    this.state('idle')
    if (data.run_id) this.follow()
    if (data.run_id && data.talk) setTimeout(() => this.showQuestion(), 350)
  }
  showQuestion() {
    // the latest question goes to the top of its pane, so that the answer grows below it in full view
    const pane = document.querySelector(`.st-key-${this.data.talk}`)
    const question = [...(pane?.querySelectorAll('[aria-label="Chat message from user"]') ?? [])].at(-1)
    if (!question) return
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    const top = pane.scrollTop + question.getBoundingClientRect().top - pane.getBoundingClientRect().top - 20
    pane.scrollTo({ top, behavior: calm ? 'auto' : 'smooth' })
  }
  titles() {
    const { $, words: w } = this
    $('.panel').setAttribute('aria-label', w.title)
    for (const [s, k] of [['.title', 'title'], ['.tools-title', 'tools'], ['.memories-title', 'memories'], ['.notes-title', 'notes'], ['.pick', 'pick']]) $(s).textContent = w[k]
  }
  state(name, extra = '') {
    const e = this.$('.state')
    e.className = `state ${name}`
    e.textContent = this.words[name] + (extra && ` · ${extra}`)
  }
  follow() {
    const types = ['run.started', 'node.started', 'node.finished', 'tool.called', 'tool.returned', 'guard.noted', 'memory.recalled', 'answer.dropped',
      'memory.written', 'memory.consolidated', 'fallback', 'prompt.cut', 'run.finished', 'run.failed']
    this.source = new EventSource(`/api/runs/${encodeURIComponent(this.data.run_id)}/events`)
    this.state('running')
    for (const type of types) this.source.addEventListener(type, e => this.take(JSON.parse(e.data)))
    // the server ends the stream after the last event; closing any earlier would abort a request that did not fail
    this.source.onerror = () => this.heardLast ? this.source.close() : this.state(this.source.readyState === EventSource.CLOSED ? 'gone' : 'offline')
    this.source.onopen = () => { if (!this.ended) this.state('running') }
  }
  take(event) {
    this.heardLast ||= event.type === 'run.finished' || event.type === 'run.failed'
    if (!this.data.pace) return this.show(event)
    this.queue.push(event)
    this.timer ??= setTimeout(() => this.next(), 0)
  }
  next() {
    if (this.queue.length) this.show(this.queue.shift())
    this.timer = this.queue.length ? setTimeout(() => this.next(), this.data.pace) : null
  }
  close() {
    this.source?.close()
    clearTimeout(this.timer)
  }
  show(e) {
    const handler = { 'node.started': this.nodeStarted, 'node.finished': this.nodeFinished, 'tool.called': this.toolCalled, 'tool.returned': this.toolReturned,
      'memory.recalled': this.recalled, 'memory.written': this.written, 'guard.noted': this.guardNoted, 'answer.dropped': this.dropped,
      fallback: this.fallback, 'prompt.cut': this.cut, 'run.finished': this.finished, 'run.failed': this.failed }[e.type]
    handler?.call(this, e)
  }
  nodeStarted(e) {
    this.graph.mark(e.node, 'running')
    if (this.last) this.graph.travel(this.last, e.node, 'flowing')
    this.last = e.node
    this.detail[e.node] = { input: e.input, output: {} }
  }
  nodeFinished(e) {
    this.graph.mark(e.node, e.error ? 'error' : 'done', `${e.ms} ms`)
    this.detail[e.node] = { ...this.detail[e.node], output: e.error ? { error: e.error } : e.output, ms: e.ms }
    if (this.open === e.node) this.inspect(e.node)
  }
  toolCalled(e) {
    const card = el('li', 'card busy'), head = el('div', 'head')
    head.append(el('b', '', this.data.tools[e.name] ?? e.name), el('code', '', e.name), el('span', 'ms', '…'))
    card.append(head, list(e.arguments))
    this.calls[e.call_id] = card
    this.add('.tools', card)
  }
  toolReturned(e) {
    const card = this.calls[e.call_id]
    if (!card) return
    card.className = `card ${e.ok ? 'ok' : 'failed'}`
    card.querySelector('.ms').textContent = `${e.ms} ms`
    card.append(el('div', 'result', `→ ${e.summary}`))
    if (Object.keys(e.output ?? {}).length) card.append(this.fold(this.words.output, el('pre', '', pretty(e.output))))
  }
  recalled(e) {
    const text = e.abstained || !e.hits.length ? this.words.abstained : this.words.recalled.replace('{n}', e.hits.length)
    this.graph.root.querySelector('[data-node="recall"] .time').textContent = text
    this.detail.recall = { ...this.detail.recall, hits: e.hits }
  }
  written(e) {
    const card = el('li', `card memory ${e.kind}`), head = el('div', 'head'), meter = el('div', 'meter'), bar = el('i')
    head.append(el('span', 'badge', e.kind[0].toUpperCase()), el('b', '', this.words[e.kind]), el('span', 'ms', `${this.words.importance} ${e.importance.toFixed(2)}`))
    bar.style.width = `${Math.round(Math.min(1, e.importance) * 100)}%`
    meter.append(bar)
    card.append(head, el('div', 'text', e.text), meter)
    const inner = el('div')
    if (e.arithmetic) inner.append(el('pre', '', e.arithmetic))
    inner.append(list(e.row ?? {}))
    card.append(this.fold(this.words.row, inner))
    this.add('.memories', card)
  }
  fold(summary, inner) {
    const d = el('details')
    d.append(el('summary', '', summary), inner)
    return d
  }
  add(where, item) {
    this.$(`${where} .empty`)?.remove()
    this.$(where).append(item)
  }
  note(code, text, dropped = '') {
    const li = el('li'), said = el('span', '', text)
    if (dropped) said.prepend(el('s', '', dropped), el('br'))
    li.append(el('code', '', code), said)
    this.$('.notes').append(li)
    this.$('.conduct').hidden = false
  }
  guardNoted(e) { this.note(e.rule_id, e.message) }
  dropped(e) { this.note(this.label('verify'), e.replacement ? `${e.reason} → ${e.replacement}` : e.reason, e.sentence) }
  cut(e) {
    const part = p => this.words.cut_part.replace('{title}', p.title).replace('{lines}', p.lines).replace('{tokens}', p.tokens)
    this.note(this.label(e.step), `${this.words.cut}: ${e.parts.map(part).join(', ')}`)
  }
  fallback(e) { this.note(this.label(e.step), `${this.words.fallback}: ${e.reason}`) }
  label(node) { return this.data.nodes.find(n => n.id === node)?.label ?? this.words[node] ?? node }
  finished(e) {
    this.ended = true
    this.graph.settle()
    this.state(e.status, `${(e.ms / 1000).toFixed(1)} s · ${e.reasoner}`)
  }
  failed(e) {
    this.ended = true
    this.graph.settle()
    this.state('failed')
    this.note('error', e.error)
  }
  inspect(id) {
    const box = this.$('.inspect'), found = this.detail[id] ?? {}, close = el('button', 'close', '✕')
    this.open = id
    close.setAttribute('aria-label', this.words.close)
    close.addEventListener('click', () => { box.hidden = true; this.open = null; this.graph.picked(null) })
    const name = this.data.nodes.find(n => n.id === id).label
    box.replaceChildren(el('h4', '', `${name} · ${id}${found.ms === undefined ? '' : ` · ${found.ms} ms`}`), close,
      el('span', '', this.words.input), el('pre', '', pretty(found.input)), el('span', '', this.words.output), el('pre', '', pretty(found.output)))
    box.hidden = false
    this.graph.picked(id)
  }
}

export default function ({ data, parentElement }) {
  const panel = mounted.get(parentElement)
  if (panel?.data.run_id === data.run_id && panel.words.title === data.words.title) {
    panel.data.pace = data.pace
    return
  }
  panel?.close()
  mounted.set(parentElement, new Panel(parentElement, data))
  return () => mounted.get(parentElement)?.close()
}
