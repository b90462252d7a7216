// SPDX-License-Identifier: Apache-2.0
/** Types every command of the operations guide, in order, and compares what is printed with what the page shows. */
@NullMarked
package io.notenboom.e2e.drill.guide;

import org.jspecify.annotations.NullMarked;
