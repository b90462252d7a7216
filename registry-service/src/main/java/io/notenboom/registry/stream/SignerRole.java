// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.stream;

/** As what a certificate was introduced into a stream, and so which events it may sign. */
public enum SignerRole {
    /** Root of the Nuts Foundation. */
    FOUNDATION,
    /** Certificate to which the root delegated the daily work of the Foundation. */
    FOUNDATION_OPERATIONS,
    /** CA of the vendor that owns the stream. */
    VENDOR_CA,
    /** Certificate of one contract. */
    CONTRACT
}
