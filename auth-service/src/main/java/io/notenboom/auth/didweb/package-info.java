// SPDX-License-Identifier: Apache-2.0
/** Resolving did:web: own documents from the store, others through the outbound guard. */
@NullMarked
package io.notenboom.auth.didweb;

import org.jspecify.annotations.NullMarked;
