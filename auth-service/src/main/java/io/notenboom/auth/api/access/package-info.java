// SPDX-License-Identifier: Apache-2.0
/** API tokens of this node over HTTP. */
@NullMarked
package io.notenboom.auth.api.access;

import org.jspecify.annotations.NullMarked;
