// SPDX-License-Identifier: Apache-2.0
/** Names of keys, what a key may be used for, and signature algorithms. */
@NullMarked
package io.notenboom.trust.key;

import org.jspecify.annotations.NullMarked;
