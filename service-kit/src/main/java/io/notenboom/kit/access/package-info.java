// SPDX-License-Identifier: Apache-2.0
/** Bearer tokens and the scopes that operations need. */
@NullMarked
package io.notenboom.kit.access;

import org.jspecify.annotations.NullMarked;
