// SPDX-License-Identifier: Apache-2.0
/** The Foundation's certificate revocation list, and whom it keeps out. */
@NullMarked
package io.notenboom.registry.revocation;

import org.jspecify.annotations.NullMarked;
