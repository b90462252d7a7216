// SPDX-License-Identifier: Apache-2.0
/** Joins the registry's log with the gossip protocol, and answers peers. */
@NullMarked
package io.notenboom.registry.gossip;

import org.jspecify.annotations.NullMarked;
