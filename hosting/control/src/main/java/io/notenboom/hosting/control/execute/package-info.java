// SPDX-License-Identifier: Apache-2.0
/** Carries out plans: step by step, again and again, until what is there is what is wanted. */
@NullMarked
package io.notenboom.hosting.control.execute;

import org.jspecify.annotations.NullMarked;
