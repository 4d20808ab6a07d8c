import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AllowedHosts, classify, literalAddress } from './addresses.ts';

const INTERNAL = [
  ...[
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '127.9.9.9',
    '169.254.1.1',
    '172.16.0.1',
    '172.31.255.1',
  ],
  ...['192.0.0.1', '192.0.2.1', '192.168.0.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1'],
  ...[
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::7f00:1',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    '64:ff9b::7f00:1',
  ],
  ...[
    '64:ff9b:1::1',
    '100::1',
    '2001:db8::1',
    '2001::1',
    '2002:7f00:1::',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
  ],
  ...['fe80::1%eth0', 'fec0::1', 'ff02::1', '::ffff:0:127.0.0.1', 'localhost', '', '1.2.3.4.5'],
];
const METADATA = [
  '169.254.169.254',
  '::ffff:169.254.169.254',
  '64:ff9b::a9fe:a9fe',
  'fd00:ec2::254',
  '100.100.100.200',
];
const PUBLIC = [
  '8.8.8.8',
  '1.1.1.1',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700:4700::1111',
  '64:ff9b::808:808',
];

describe('addresses', () => {
  it.each(INTERNAL)('%s is internal', (address) => expect(classify(address)).toBe('internal'));
  it.each(METADATA)('%s is where credentials are', (address) => expect(classify(address)).toBe('metadata'));
  it.each(PUBLIC)('%s is public', (address) => expect(classify(address)).toBe('public'));

  it('classifies an IPv4 address inside an IPv6 one as what it is', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(classify(`::ffff:${address}`)).toBe(classify(address));
      }),
    );
  });

  it.each([
    ['http://2130706433/', '127.0.0.1'],
    ['http://0x7f.1/', '127.0.0.1'],
    ['http://0177.0.0.1/', '127.0.0.1'],
    ['http://[::1]/', '::1'],
    ['http://１２７.0.0.1/', '127.0.0.1'],
    ['http://localhost/', undefined],
  ])('reads %s as a URL does', (url, address) => expect(literalAddress(new URL(url).hostname)).toBe(address));

  it('allows a host at its port, or at every port', () => {
    const hosts = new AllowedHosts(['127.0.0.1:8080', 'Ollama', '[::1]:9']);
    expect([hosts.has('127.0.0.1', 8080), hosts.has('127.0.0.1', 80)]).toEqual([true, false]);
    expect([hosts.has('ollama', 1), hosts.has('[::1]', 9), hosts.has('other', 8080)]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
