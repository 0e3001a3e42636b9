// Visitors on their way home.
export const zhHome = {
  "home.title": "游客离岛",
  "home.inTime": "按最迟下令前算：",
  "home.line": "{boats} 船 × {seats} 座，{trips} 航次",
  "home.over": "到岸要 {time}",
  "home.room": "停航前最多运 {count} 人",
  "home.stops": "{time} 停航",
  "home.order": "最迟 {time} 下令",
  "home.slowest": "瓶颈",
  "home.stopped": "已停航：{names}",
  "home.lodged": "游客没有安置点，留在住处：{why}",
} as const;
