import type { Answer, Gateway, Question } from "./gateway";

/** A page, and where redirects ended. */
export interface Page extends Answer {
  readonly url: URL;
}

/** A person's browser: it keeps cookies, follows redirects between hosts of the platform, and fills in Dex's form. */
export class Browser {
  private readonly cookies = new Map<string, Map<string, string>>();

  constructor(private readonly gateway: Gateway) {}

  /** Opens an address that leads to Dex, and signs the administrator on. @throws Error if there is no form */
  async signOn(address: string, login: string): Promise<Page> {
    const form = await this.open(new URL(address));
    const [, action] = /<form[^>]* action="([^"]+)"/.exec(form.body) ?? [];
    if (action === undefined) throw new Error(`${form.url} has no form: ${form.status} ${form.body.slice(0, 300)}`);
    const password = await this.gateway.administratorPassword();
    return this.open(new URL(action.replaceAll("&amp;", "&"), form.url), {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ login, password }).toString(),
    });
  }

  private async open(url: URL, question: Question = {}, redirects = 10): Promise<Page> {
    const kept = this.cookies.get(url.host) ?? new Map();
    const cookie = [...kept].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await this.gateway.ask(url.host, {
      ...question,
      path: `${url.pathname}${url.search}`,
      headers: { ...question.headers, ...(cookie !== "" && { cookie }) },
    });
    for (const [, name = "", value = ""] of answer.cookies.flatMap((each) => [/^([^=]+)=([^;]*)/.exec(each) ?? []])) {
      kept.set(name, value);
    }
    this.cookies.set(url.host, kept);
    if (answer.location === undefined || redirects === 0) return { ...answer, url };
    return this.open(new URL(answer.location, url), {}, redirects - 1);
  }
}
