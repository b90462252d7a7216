// SPDX-License-Identifier: Apache-2.0
/** API tokens and scopes. */
@NullMarked
package io.notenboom.kit.access;

import org.jspecify.annotations.NullMarked;
