// SPDX-License-Identifier: Apache-2.0
/** One transfer of care between two hosted nodes: what is set up, who is who, and the order of the steps. */
@NullMarked
package io.notenboom.e2e.demo;

import org.jspecify.annotations.NullMarked;
