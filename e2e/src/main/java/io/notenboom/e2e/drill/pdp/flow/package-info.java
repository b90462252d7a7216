// SPDX-License-Identifier: Apache-2.0
/** What is claimed of flows: replicas that agree, and nothing acknowledged that is lost, whatever ends. */
@NullMarked
package io.notenboom.e2e.drill.pdp.flow;

import org.jspecify.annotations.NullMarked;
