// SPDX-License-Identifier: Apache-2.0
/** Strict reading of JSON that strangers sent, and the canonical form of RFC 8785. */
@NullMarked
package io.notenboom.trust.json;

import org.jspecify.annotations.NullMarked;
