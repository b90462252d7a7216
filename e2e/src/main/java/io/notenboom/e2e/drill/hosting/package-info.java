// SPDX-License-Identifier: Apache-2.0
/** Many customers on one machine, each with a node of its own, under one control plane. */
@NullMarked
package io.notenboom.e2e.drill.hosting;

import org.jspecify.annotations.NullMarked;
