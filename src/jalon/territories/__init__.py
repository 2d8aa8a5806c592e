"""Official geography: countries, regions, départements, EPCI and communes, each with its dates."""
