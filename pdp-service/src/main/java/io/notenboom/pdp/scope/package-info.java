// SPDX-License-Identifier: Apache-2.0
/** Scopes that name one resource themselves, so that no flow is needed: their grammar and what they open. */
@NullMarked
package io.notenboom.pdp.scope;

import org.jspecify.annotations.NullMarked;
