import { Version } from '@microsoft/sp-core-library';
import type { IReadonlyTheme } from '@microsoft/sp-component-base';
import { AadHttpClient } from '@microsoft/sp-http';
import {
  type IPropertyPaneConfiguration,
  PropertyPaneDropdown,
  PropertyPaneTextField
} from '@microsoft/sp-property-pane';
import { BaseClientSideWebPart } from '@microsoft/sp-webpart-base';

export interface IDesksideWebPartProps {
  /** Address of Deskside, e.g. https://it.example.com */
  address: string;
  view: 'home' | 'device' | 'remedy' | 'topic' | 'badge';
  device: string;
  remedy: string;
  topic: string;
  /** Reserved height in pixels. */
  height: string;
  /** Address of the token service, e.g. https://tokens.example.com/token. Empty: people sign in by a pop-up. */
  tokenService: string;
  /** Application ID URI (or client id) of the token service's app registration. */
  tokenResource: string;
}

interface IDesksideElement extends HTMLElement {
  token?: () => Promise<string>;
}

const ELEMENT: string = 'deskside-widget';

export default class DesksideWebPart extends BaseClientSideWebPart<IDesksideWebPartProps> {
  private _widget: IDesksideElement | undefined;
  private _dark: boolean = false;

  public render(): void {
    const address: string = (this.properties.address || '').replace(/\/$/, '');
    if (!/^https:\/\//.test(address)) {
      this.domElement.textContent = 'Tell the web part the address of Deskside.';
      return;
    }
    // A changed property makes a new element: whether a token will come is part of its first address.
    const widget: IDesksideElement = document.createElement(ELEMENT);
    widget.setAttribute('src', address);
    widget.setAttribute('locale', this.context.pageContext.cultureInfo.currentUICultureName);
    widget.setAttribute('theme', this._dark ? 'dark' : 'light');
    for (const name of ['view', 'device', 'remedy', 'topic', 'height'] as const) {
      if (this.properties[name]) widget.setAttribute(name, this.properties[name]);
    }
    if (this.properties.tokenService && this.properties.tokenResource) {
      widget.token = () => this._token();
    }
    this._widget = widget;
    this.domElement.replaceChildren(widget);
    this._load(`${address}/embed.js`);
  }

  protected onThemeChanged(theme: IReadonlyTheme | undefined): void {
    this._dark = !!theme?.isInverted;
    this._widget?.setAttribute('theme', this._dark ? 'dark' : 'light');
  }

  protected onDispose(): void {
    this._widget?.remove();
    this._widget = undefined;
  }

  protected get dataVersion(): Version {
    return Version.parse('1.0');
  }

  protected getPropertyPaneConfiguration(): IPropertyPaneConfiguration {
    return {
      pages: [{
        header: { description: 'IT self-service' },
        groups: [
          {
            groupName: 'What to show',
            groupFields: [
              PropertyPaneTextField('address', { label: 'Address of Deskside' }),
              PropertyPaneDropdown('view', {
                label: 'View',
                options: [
                  { key: 'home', text: 'Home' },
                  { key: 'device', text: 'One device' },
                  { key: 'remedy', text: 'One remedy' },
                  { key: 'topic', text: 'One topic' },
                  { key: 'badge', text: 'Badge' }
                ]
              }),
              PropertyPaneTextField('device', { label: 'Device (Collector UID; empty: the one chosen or seen last)' }),
              PropertyPaneTextField('remedy', { label: 'Remedy (its id in Deskside)' }),
              PropertyPaneTextField('topic', { label: 'Topic (its id in Deskside)' }),
              PropertyPaneTextField('height', { label: 'Reserved height in pixels' })
            ]
          },
          {
            groupName: 'Sign-in without a click',
            groupFields: [
              PropertyPaneTextField('tokenService', { label: 'Address of the token service' }),
              PropertyPaneTextField('tokenResource', { label: 'Its application ID URI' })
            ]
          }
        ]
      }]
    };
  }

  /** Entra's token proves to the token service who asks; Deskside takes only what that service signs. */
  private async _token(): Promise<string> {
    const client: AadHttpClient = await this.context.aadHttpClientFactory.getClient(this.properties.tokenResource);
    const answer = await client.post(this.properties.tokenService, AadHttpClient.configurations.v1, {});
    if (!answer.ok) throw new Error(`token service: ${answer.status}`);
    return (await answer.json()).token;
  }

  private _load(address: string): void {
    if (customElements.get(ELEMENT) || document.querySelector('script[data-deskside]')) return;
    const script: HTMLScriptElement = document.createElement('script');
    script.src = address;
    script.async = true;
    script.setAttribute('data-deskside', '');
    document.head.append(script);
  }
}
