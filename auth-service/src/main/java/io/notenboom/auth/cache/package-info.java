// SPDX-License-Identifier: Apache-2.0
/** A small bounded cache. */
@NullMarked
package io.notenboom.auth.cache;

import org.jspecify.annotations.NullMarked;
