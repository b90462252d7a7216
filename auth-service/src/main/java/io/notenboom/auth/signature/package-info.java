// SPDX-License-Identifier: Apache-2.0
/** What own keys signed that may still have to be verified: the index from kid to live signatures. */
@NullMarked
package io.notenboom.auth.signature;

import org.jspecify.annotations.NullMarked;
