// SPDX-License-Identifier: Apache-2.0
/**
 * The one model of a customer's gateway, product independent. Every value has a type that admits only characters without a
 * meaning in any gateway's configuration language.
 */
@NullMarked
package io.notenboom.gateway.model;

import org.jspecify.annotations.NullMarked;
