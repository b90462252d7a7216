// SPDX-License-Identifier: Apache-2.0
/** The contracts that this node's vendor issued certificates for: what was wished for, with which key, and which follows which. */
@NullMarked
package io.notenboom.registry.contract;

import org.jspecify.annotations.NullMarked;
