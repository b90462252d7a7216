// SPDX-License-Identifier: Apache-2.0
/** The drill of decisions, transfers and gateways: vectors, whole transfers between two nodes, every way around a gateway. */
@NullMarked
package io.notenboom.e2e.drill.pdp;

import org.jspecify.annotations.NullMarked;
