// SPDX-License-Identifier: Apache-2.0
/** How a process tells whoever started it that it serves. */
@NullMarked
package io.notenboom.trust.ready;

import org.jspecify.annotations.NullMarked;
