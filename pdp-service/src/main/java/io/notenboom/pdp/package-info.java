// SPDX-License-Identifier: Apache-2.0
/** Decisions, flows, transfers, decision log. */
@NullMarked
package io.notenboom.pdp;

import org.jspecify.annotations.NullMarked;
