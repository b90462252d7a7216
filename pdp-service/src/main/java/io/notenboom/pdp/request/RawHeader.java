// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

/** One header field as received: name in the sender's case, value without surrounding white space. */
public record RawHeader(String name, String value) {}
