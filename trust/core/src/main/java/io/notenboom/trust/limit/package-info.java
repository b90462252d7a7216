// SPDX-License-Identifier: Apache-2.0
/** How often somebody may do something. */
@NullMarked
package io.notenboom.trust.limit;

import org.jspecify.annotations.NullMarked;
