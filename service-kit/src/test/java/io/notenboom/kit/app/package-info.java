// SPDX-License-Identifier: Apache-2.0
/** A small service on the kit, as its callers see it. */
@NullMarked
package io.notenboom.kit.app;

import org.jspecify.annotations.NullMarked;
