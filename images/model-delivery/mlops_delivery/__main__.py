from mlops_delivery.program import main

main()
