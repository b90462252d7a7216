// SPDX-License-Identifier: Apache-2.0
/** Decentralized identifiers: strict syntax, DID documents, resolving (W3C DID Core 1.0; did:web, did:jwk, did:key). */
@NullMarked
package io.notenboom.trust.did;

import org.jspecify.annotations.NullMarked;
